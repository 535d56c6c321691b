package flow

import (
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// TestNumber reads one number as the answer to a question.
func TestNumber(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		text string
		want int
	}{
		{"812", 812}, {"0", 0}, {"007", 7}, {" 812 ", 812}, {"812票", 812}, {"812 张", 812}, {"812人。", 812}, {"812 votes", 812}, {"812 Ballots", 812},
		{"８１２", 812}, {"８１２票", 812}, {"812\u200b", 812}, {"812️", 812},
		{"1,024", 1024}, {"１,０２４", 1024}, {"1,234,567", 1234567}, {"9999999", maxNumber}, {"812,", 812}, {"812，", 812},
		{"八百一十二", 812}, {"八百一十二票", 812}, {"十", 10}, {"十二", 12}, {"二十", 20}, {"一百", 100}, {"一百零五", 105}, {"一百〇五", 105}, {"一百二", 120},
		{"一百二十", 120}, {"一百一十", 110}, {"一百十二", 112}, {"两百", 200}, {"两千零五", 2005}, {"一千二", 1200}, {"一千零二十", 1020}, {"一千零二", 1002},
		{"一千二百三十四", 1234}, {"一万二", 12000}, {"一万零二", 10002}, {"一万二千", 12000}, {"十万", 100000}, {"二十万三千", 203000}, {"一万三百二", 10320},
		{"三百万", 3000000}, {"九百九十九万九千九百九十九", maxNumber}, {"零", 0}, {"〇", 0}, {"○", 0}, {"两", 2}, {"八一二", 812}, {"八〇二", 802}, {"一○○", 100},
		{"壹仟壹佰伍拾", 1150}, {"贰佰零叁", 203}, {"捌佰壹拾贰张", 812}, {"壹萬贰仟", 12000},
		{"1万", 10000}, {"1万2千", 12000}, {"1万2", 12000}, {"1万零2", 10002}, {"1万200", 10200}, {"1千2百3", 1230}, {"1千2", 1200}, {"1千", 1000}, {"3百", 300}, {"2万三千", 23000}, {"5十", 50}, {"9百5", 950}, {"1千零5十", 1050},
	} {
		if got, complaint := parseNumber(c.text, nil); got != strconv.Itoa(c.want) {
			t.Errorf("parseNumber(%q) = %q, %v, want %d", c.text, got, complaint, c.want)
		}
	}
}

func TestNumberRefused(t *testing.T) {
	t.Parallel()
	for text, why := range map[string]string{
		"": "请输入一个整数", "   ": "请输入一个整数", "👍": "没看懂", "abc": "没看懂", "很多": "没看懂", "-": "没看懂", ",": "请输入", "。": "请输入",
		"-5": "负数", "－５": "负数", "−5": "负数", "-0.5": "负数", "12.5": "小数", "1.2万": "小数", "5-6": "小数", "负5": "没看懂",
		"1000多": "准确", "一千多": "准确", "95%": "准确", "９５％": "准确", "三十几": "准确", "800余": "准确", "五成": "准确", "一亿": "准确", "1万万": "没看懂",
		"1，024": "逗号", "12 13": "没看懂", "12,34": "没看懂", "1,2345": "没看懂", "812abc": "没看懂", "812 above": "没看懂", "约812": "准确", "8点": "没看懂",
		"10000000": "太大", "99999999999999999999": "太大", "一千万": "太大", "九千九百九十九万": "太大", "99999千": "太大",
		"二三百": "看不懂", "百": "看不懂", "万": "看不懂", "一万万": "看不懂", "五十三百": "看不懂", "十十": "看不懂", "一百二三": "看不懂", "零百": "看不懂", "一二三四五六七八九": "看不懂",
	} {
		got, complaint := parseNumber(text, nil)
		if got != "" || !strings.Contains(complaint.In(0), why) {
			t.Errorf("parseNumber(%q) = %q, %q, want a complaint with %q", text, got, complaint.In(0), why)
		}
	}
}

// inChinese writes a number as people do.
func inChinese(n int, digits []rune, units [4]string) string {
	if n == 0 {
		return string(digits[0])
	}
	var b strings.Builder
	if n >= 10000 {
		b.WriteString(inChinese(n/10000, digits, units) + units[3])
		if n %= 10000; n == 0 {
			return b.String()
		}
		if n < 1000 {
			b.WriteRune(digits[0])
		}
	}
	gap := false
	for i, u := range []int{1000, 100, 10, 1} {
		d := n / u % 10
		switch {
		case d > 0:
			if gap && b.Len() > 0 && !strings.HasSuffix(b.String(), string(digits[0])) {
				b.WriteRune(digits[0])
			}
			b.WriteRune(digits[d])
			if u > 1 {
				b.WriteString(units[2-i])
			}
			gap = false
		case n >= u:
			gap = true
		}
	}
	return b.String()
}

// TestChineseNumberReadsBack writes numbers in every usual way and reads them.
func TestChineseNumberReadsBack(t *testing.T) {
	t.Parallel()
	everyday, formal := []rune("零一二三四五六七八九"), []rune("零壹贰叁肆伍陆柒捌玖")
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.IntRange(0, 2000), rapid.IntRange(0, maxNumber)).Draw(t, "n")
		small := inChinese(n, everyday, [4]string{"十", "百", "千", "万"})
		for _, text := range []string{
			strconv.Itoa(n), small, strings.ReplaceAll(small, "零", "〇"), inChinese(n, formal, [4]string{"拾", "佰", "仟", "萬"}),
			strings.TrimPrefix(small, "一") + "票", "　" + fullWidth(strconv.Itoa(n)) + "　",
		} {
			if n < 10 || n >= 20 { // only 一十二 loses its 一 in speech
				text = strings.Replace(text, strings.TrimPrefix(small, "一")+"票", small+"票", 1)
			}
			if got, complaint := parseNumber(text, nil); got != strconv.Itoa(n) {
				t.Fatalf("parseNumber(%q) = %q, %v, want %d", text, got, complaint, n)
			}
		}
	})
}

func fullWidth(s string) string {
	return strings.Map(func(r rune) rune { return r + 0xFEE0 }, s)
}
