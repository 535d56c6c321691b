package main

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
	"github.com/redis/go-redis/v9"
)

// plainBot is the bot that anybody would write first, for comparison: it takes a figure, asks to
// confirm it, and keeps it. What is typed and killed at the wrong moment is lost, or counted
// twice; it asks nothing, checks nothing, tells nobody, and keeps no record.
func plainBot(ctx context.Context, url, address string) error {
	o, err := redis.ParseURL(address)
	if err != nil {
		return err
	}
	c := redis.NewClient(o)
	defer c.Close()
	b, err := tg.New(benchToken, tg.WithServerURL(url), tg.WithDefaultHandler(func(ctx context.Context, b *tg.Bot, u *models.Update) {
		switch {
		case u.Message != nil:
			err = plainText(ctx, b, c, u.Message)
		case u.CallbackQuery != nil:
			err = plainTap(ctx, b, c, u.CallbackQuery)
		}
		if err != nil && ctx.Err() == nil {
			fmt.Println(err)
		}
	}))
	if err != nil {
		return err
	}
	b.Start(ctx)
	return nil
}

// plainText keeps a figure and asks whether it is right.
func plainText(ctx context.Context, b *tg.Bot, c *redis.Client, m *models.Message) error {
	words := strings.Fields(m.Text)
	n := 0
	if len(words) > 0 {
		n, _ = strconv.Atoi(words[len(words)-1]) // 0: no figure
	}
	if n == 0 {
		_, err := b.SendMessage(ctx, &tg.SendMessageParams{ChatID: m.Chat.ID, Text: "请发：村名 投票 人数"})
		return err
	}
	key := fmt.Sprint("plain:", m.Chat.ID)
	if err := c.HSet(ctx, key, "village", words[0], "voted", n).Err(); err != nil {
		return err
	}
	_, err := b.SendMessage(ctx, &tg.SendMessageParams{ChatID: m.Chat.ID, Text: fmt.Sprintf("%s\n已投票：%d", words[0], n),
		ReplyMarkup: &models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: benchConfirm, CallbackData: "yes"}}}}})
	return err
}

// plainTap reports the figure.
func plainTap(ctx context.Context, b *tg.Bot, c *redis.Client, q *models.CallbackQuery) error {
	if _, err := b.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: q.ID}); err != nil {
		return err
	}
	kept, err := c.HGetAll(ctx, fmt.Sprint("plain:", q.From.ID)).Result()
	if err != nil {
		return err
	}
	if _, err := c.Pipelined(ctx, func(p redis.Pipeliner) error {
		p.HSet(ctx, "plain:turnout", kept["village"], kept["voted"])
		p.RPush(ctx, "plain:reports", kept["village"]+" "+kept["voted"])
		return nil
	}); err != nil {
		return err
	}
	if q.Message.Message == nil {
		return errors.New("a tap on a message that is gone")
	}
	_, err = b.EditMessageText(ctx, &tg.EditMessageTextParams{ChatID: q.From.ID, MessageID: q.Message.Message.ID, Text: fmt.Sprintf("%s\n已投票：%s\n已上报", kept["village"], kept["voted"])})
	return err
}
