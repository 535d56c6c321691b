package outgoing

import (
	"context"
	"strconv"
	"strings"

	tg "github.com/go-telegram/bot"
	"github.com/go-telegram/bot/models"

	"huanjie/internal/store"
)

// location sends a place. If it cannot be read, its text is sent instead.
func (s *Sender) location(ctx context.Context, m store.Message) (*models.Message, error) {
	north, east, _ := strings.Cut(m.Location, ",")
	latitude, err := strconv.ParseFloat(strings.TrimSpace(north), 64)
	longitude, wrong := strconv.ParseFloat(strings.TrimSpace(east), 64)
	if err != nil || wrong != nil {
		return s.API.SendMessage(ctx, &tg.SendMessageParams{ChatID: m.Chat, AllowPaidBroadcast: s.Pace.Paid, MessageThreadID: m.Topic, Text: "📍 " + m.Location, DisableNotification: m.Quiet})
	}
	return s.API.SendLocation(ctx, &tg.SendLocationParams{ChatID: m.Chat, AllowPaidBroadcast: s.Pace.Paid, MessageThreadID: m.Topic, Latitude: latitude, Longitude: longitude, DisableNotification: m.Quiet})
}
