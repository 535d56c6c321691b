package main

import (
	"context"
	"testing"

	"huanjie/internal/redistest"
	"huanjie/internal/sandbox"
)

// TestDemoOfAnOwnTown shows somebody's own town: its people are on the page and report,
// and neither its bot nor its Redis is touched.
func TestDemoOfAnOwnTown(t *testing.T) {
	t.Parallel()
	ctx, cancel := context.WithTimeout(t.Context(), screenPatience)
	t.Cleanup(cancel)
	k := keepTown(t, redistest.Start(t))
	as := atOnce()
	must(t, as.ownTown(k.config, noEnv))
	s, err := stage(ctx, as)
	must(t, err)
	t.Cleanup(s.close)
	serving, stop := context.WithCancel(ctx)
	served := make(chan error, 1)
	go func() { served <- s.office.serve(serving) }()
	t.Cleanup(func() { stop(); <-served })
	officer := s.cast.phones["联络员甲"]
	says(t, officer, "进度 河湾村 组织准备 完成", "上报阶段进度")
	taps(t, officer, "✅ 确认上报")
	hears(t, officer, "下一步：")
	for _, p := range []*sandbox.Phone{s.cast.office, s.cast.phones["领导甲"]} {
		says(t, p, "日报", "石桥镇")
	}
	if n, err := k.redis.DBSize(ctx).Result(); n > 0 || err != nil {
		t.Errorf("the town's own Redis has %d keys, %v", n, err)
	}
	if controls := s.controls(ctx); len(controls) != 3 {
		t.Errorf("%d controls, want those of the clock", len(controls))
	}
}
