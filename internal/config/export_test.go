package config

import "huanjie/internal/election"

// ReadRoster reads the roster of a town alone.
func ReadRoster(name string, data []byte, elections []election.Election) ([]election.Unit, error) {
	s := newRoster(name, elections)
	s.readAll(data)
	if err := s.err(); err != nil {
		return nil, err
	}
	return s.list, nil
}
