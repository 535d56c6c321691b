package speech

import (
	"testing"
	"time"
)

// TestWishIn knows what only the office can have done from questions and reports.
func TestWishIn(t *testing.T) {
	t.Parallel()
	lexicon := NewLexicon([]Entry{{"何静", Meaning{OfPerson, "何静", Full}}, {"周明", Meaning{OfPerson, "周明", Full}}, {"罗平", Meaning{OfPerson, "罗平", Full}}})
	for text, want := range map[string]Wish{
		"把何静换成王芳": ChangePeople, "严晓禾生病了 换罗平顶上": ChangePeople, "新来个联络员怎么加进来": ChangePeople, "再加一个村": ChangePeople, "把西岭从重点村去掉": ChangePeople, "周明电话改成13800001111": ChangePeople, "何静电话打不通换个人吧": ChangePeople,
		"周明换手机了": ChangePhone, "改投票日": ChangePolling, "投票推迟到20号": ChangePolling, "投票改到1月16号": ChangePolling, "把提名联审的日期往后挪两天": ChangePolling,
		"暂停催报": ChangeTimes, "以后每天六点发日报": ChangeTimes, "今天不要催了": ChangeTimes, "结束换届": EndSeason, "发个通知 明天九点开会": SendNotice, "撤回刚才那个公告": TakeNoticeBack,
		"演练一下": Rehearse, "谁改过数据": SeeTrail, "批准双桥的请示": DecideRequest, "周明报的那个不对 你帮我改成88": MendOthersReport, "怎么拉群": BindGroup, "备份数据": RunServer,
		"投票640": "", "哪些村换了联络员": "", "投票日改了吗": "", "参选率多少": "", "谁还没报": "", "催一下没报的": "", "投票改成640": "", "昨天的日报": "", "何静电话多少": "", "有几个请示没批": "", "选举结束了": "", "周明报了吗": "", "联络员是谁": "",
	} {
		if got, _ := WishIn(Hear(text, time.Date(2027, 1, 11, 9, 0, 0, 0, time.UTC), lexicon)); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
