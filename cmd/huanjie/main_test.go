package main

import (
	"testing"

	"huanjie/internal/redistest"
)

func TestMain(m *testing.M) { redistest.Main(m, 8) }
