# Steps that several scripts begin with: first start, both codes, the date. To be sourced.
# shellcheck shell=bash disable=SC2034

setup_codes='tap #setup
type "204811"
tap #go
type "204811"
tap #go
type "730195"
tap #go
type "730195"
tap #go
tap #yes'

# The Wednesday of three sessions.
setup_steps="clock 2019-02-06T09:00
$setup_codes"
