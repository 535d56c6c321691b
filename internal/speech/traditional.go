package speech

import "sync"

// traditional are characters as they are written in the traditional way, each before the
// simplified one as which it is read. Telephones that were set so write both in one
// message; read only.
const traditional = "選选舉举黨党員员會会議议報报總总數数計计記记錄录發发無无廢废個个張张兩两幾几萬万億亿點点鐘钟時时間间號号東东後后來来過过還还開开關关結结現现場场進进這这裡里裏里們们為为與与並并從从對对應应該该將将當当沒没說说話话請请問问謝谢認认確确讓让給给" +
	"領领導导書书辦办鎮镇鄉乡莊庄灣湾嶺岭橋桥溝沟園园龍龙馬马劉刘陳陈趙赵錢钱孫孙吳吴鄭郑馮冯衛卫蔣蒋瀋沈韓韩楊杨許许呂吕嚴严華华羅罗葉叶鄧邓蘇苏盧卢蕭萧譚谭鄒邹陸陆賀贺龔龚湯汤黃黄麥麦齊齐雲云長长風风門门車车電电機机網网絡络訊讯聯联誤误錯错訂订" +
	"補补題题難难處处級级緊紧據据統统匯汇動动種种類类區区縣县戶户農农務务職职責责參参預预備备實实際际達达標标準准單单雙双隊队組组織织傳传貼贴審审離离歸归檔档優优絕绝剛刚纔才嗎吗麼么誰谁樣样變变較较遲迟遠远邊边頭头歲岁齡龄婦妇連连續续換换屆届顧顾" +
	"鬧闹搶抢傷伤暈晕醫医藥药樓楼鎖锁壞坏斷断聲声響响聽听見见覽览閱阅讀读寫写畫画劃划圖图彙汇滿满減减餘余賬账額额頁页須须順顺顯显願愿興兴親亲觀观規规視视證证評评試试調调談谈論论識识譯译護护購购貢贡財财費费質质趕赶跡迹軍军輕轻轉转輪轮輸输辭辞遞递" +
	"適适遷迁銀银錶表鏡镜閉闭閑闲隨随險险雖虽雞鸡靜静頻频顆颗飛飞飯饭館馆騙骗驗验鮮鲜鳥鸟齒齿"

// simplified is the simplified character of each traditional one; read only.
var simplified = sync.OnceValue(func() *[0x5200]rune {
	var by [0x5200]rune
	runes := []rune(traditional)
	for i := 0; i+1 < len(runes); i += 2 {
		by[runes[i]-0x4E00] = runes[i+1]
	}
	return &by
})

// simpleRune is a Chinese character as it is written in the simplified way.
func simpleRune(r rune) rune {
	if s := simplified()[r-0x4E00]; s != 0 {
		return s
	}
	return r
}
