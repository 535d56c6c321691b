package sandbox_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"huanjie/internal/sandbox"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"
)

// The product's own client library must find nothing unusual here.
func TestTheLibraryWorksWithIt(t *testing.T) {
	t.Parallel()
	s, err := sandbox.Start(sandbox.Options{Limits: sandbox.Limits{Off: true}})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(s.Close)
	p, office := s.Phone(sandbox.Person{FirstName: "周明"}), s.Phone(sandbox.Person{FirstName: "选举办"})
	g := s.Group("工作群", office, p)
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	t.Cleanup(cancel)

	photos := make(chan []models.PhotoSize, 1)
	bot, err := tg.New(s.Token, tg.WithServerURL(s.URL), tg.WithDefaultHandler(func(ctx context.Context, b *tg.Bot, u *models.Update) {
		switch {
		case u.CallbackQuery != nil:
			answerTap(ctx, t, b, u.CallbackQuery)
		case u.Message != nil && u.Message.Photo != nil:
			photos <- u.Message.Photo
		case u.Message != nil && strings.HasPrefix(u.Message.Text, "/start"):
			_, err := b.SendMessage(ctx, &tg.SendMessageParams{ChatID: u.Message.Chat.ID, Text: "<b>核对</b>", ParseMode: models.ParseModeHTML,
				ReplyMarkup: models.InlineKeyboardMarkup{InlineKeyboard: [][]models.InlineKeyboardButton{{{Text: "确认", CallbackData: "yes"}}}}})
			if err != nil {
				t.Error(err)
			}
		}
	}))
	if err != nil {
		t.Fatal(err)
	}
	ran := make(chan struct{})
	go func() { defer close(ran); bot.Start(ctx) }()
	t.Cleanup(func() { cancel(); <-ran })

	if _, err := p.Start("bind_1"); err != nil {
		t.Fatal(err)
	}
	shown := func(text string) {
		t.Helper()
		if err := p.Wait(ctx, func(m []sandbox.Message) bool { return len(m) > 0 && m[len(m)-1].Text == text }); err != nil {
			t.Fatalf("waiting for %s: %v", text, err)
		}
	}
	shown("核对")
	if err := p.Tap("确认"); err != nil {
		t.Fatal(err)
	}
	shown("已确认")
	if err := p.Wait(ctx, func([]sandbox.Message) bool { return len(p.Answers()) == 1 && p.Answers()[0].Text == "已记录" }); err != nil {
		t.Fatalf("%v: %+v", err, p.Answers())
	}

	picture := sandbox.Picture(640, 480)
	if _, err := p.Photo(picture, ""); err != nil {
		t.Fatal(err)
	}
	sizes := <-photos
	if got := fetch(ctx, t, bot, sizes[len(sizes)-1].FileID); !bytes.Equal(got, picture) {
		t.Errorf("%d bytes came back of %d", len(got), len(picture))
	}
	sent, err := bot.SendPhoto(ctx, &tg.SendPhotoParams{ChatID: p.ID(), Caption: "日报",
		Photo: &models.InputFileUpload{Filename: "digest.png", Data: bytes.NewReader(picture)}})
	if err != nil || sent.Photo[len(sent.Photo)-1].Width != 640 {
		t.Fatalf("photo: %v %+v", err, sent)
	}
	album, err := bot.SendMediaGroup(ctx, &tg.SendMediaGroupParams{ChatID: p.ID(), Media: []models.InputMedia{
		&models.InputMediaPhoto{Media: "attach://a", MediaAttachment: bytes.NewReader(picture)},
		&models.InputMediaPhoto{Media: sent.Photo[0].FileID}}})
	if err != nil || len(album) != 2 {
		t.Fatalf("album: %v %+v", err, album)
	}
	if _, err := bot.SetMyCommands(ctx, &tg.SetMyCommandsParams{Commands: []models.BotCommand{{Command: "start", Description: "开始"}}, Scope: &models.BotCommandScopeAllPrivateChats{}}); err != nil {
		t.Error(err)
	}

	libraryErrors(ctx, t, s, bot, p, office, g)
}

func answerTap(ctx context.Context, t *testing.T, b *tg.Bot, q *models.CallbackQuery) {
	if _, err := b.AnswerCallbackQuery(ctx, &tg.AnswerCallbackQueryParams{CallbackQueryID: q.ID, Text: "已记录"}); err != nil {
		t.Error(err)
	}
	if _, err := b.EditMessageText(ctx, &tg.EditMessageTextParams{ChatID: q.Message.Message.Chat.ID, MessageID: q.Message.Message.ID, Text: "已确认"}); err != nil {
		t.Error(err)
	}
}

func fetch(ctx context.Context, t *testing.T, b *tg.Bot, id string) []byte {
	t.Helper()
	f, err := b.GetFile(ctx, &tg.GetFileParams{FileID: id})
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.Get(b.FileDownloadLink(f))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	content, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// libraryErrors checks that the library's typed errors come out of the sandbox's answers.
func libraryErrors(ctx context.Context, t *testing.T, s *sandbox.Server, bot *tg.Bot, p, office *sandbox.Phone, g *sandbox.Group) {
	t.Helper()
	to := func(chat int64) *tg.SendMessageParams { return &tg.SendMessageParams{ChatID: chat, Text: "通知"} }
	s.Fail(sandbox.Fault{Method: "sendMessage", Times: 1, Status: 429, RetryAfter: 17})
	var many *tg.TooManyRequestsError
	if _, err := bot.SendMessage(ctx, to(p.ID())); !errors.As(err, &many) || many.RetryAfter != 17 {
		t.Errorf("429: %v", err)
	}
	if err := g.AddBot(office); err != nil {
		t.Fatal(err)
	}
	old := g.ID()
	id := g.Migrate()
	var moved *tg.MigrateError
	if _, err := bot.SendMessage(ctx, to(old)); !errors.As(err, &moved) || int64(moved.MigrateToChatID) != id {
		t.Errorf("migration: %v", err)
	}
	if _, err := bot.GetChatMember(ctx, &tg.GetChatMemberParams{ChatID: id, UserID: s.Bot().ID}); err != nil {
		t.Errorf("chat member: %v", err)
	}
	p.Block()
	if _, err := bot.SendMessage(ctx, to(p.ID())); !errors.Is(err, tg.ErrorForbidden) {
		t.Errorf("blocked: %v", err)
	}
	if _, err := bot.SendMessage(ctx, to(1)); !errors.Is(err, tg.ErrorBadRequest) {
		t.Errorf("nobody: %v", err)
	}
	s.Fail(sandbox.Fault{Method: "sendMessage", Times: 1, AfterDelivery: true})
	if _, err := bot.SendMessage(ctx, to(id)); err == nil || len(g.Messages()) != 2 {
		t.Errorf("perhaps sent: %v, %d messages", err, len(g.Messages()))
	}
}

func ExampleStart() {
	s, err := sandbox.Start(sandbox.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	defer s.Close()
	officer := s.Phone(sandbox.Person{FirstName: "周明"})
	_, _ = officer.Start("")
	// A bot, here one line of it.
	response, err := http.Get(s.URL + "/bot" + s.Token + "/sendMessage?chat_id=" + fmt.Sprint(officer.ID()) + "&parse_mode=HTML&text=<b>您好</b>")
	if err != nil {
		fmt.Println(err)
		return
	}
	_ = response.Body.Close()
	last := officer.Last()
	fmt.Println(last.From.FirstName, last.Text, last.Entities[0].Type)
	// Output: 换届助手 您好 bold
}
