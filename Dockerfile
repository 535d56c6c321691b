# The whole program is one static binary: docs, time zones and pages are in it.
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags "-s -w" -o /huanjie ./cmd/huanjie

FROM scratch
# Telegram is reached over TLS.
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/
COPY --from=build /huanjie /huanjie
# Nobody in particular: the configuration is mounted and only read.
USER 65532:65532
WORKDIR /etc/huanjie
ENTRYPOINT ["/huanjie"]
CMD ["run", "-config", "/etc/huanjie/config.toml"]
