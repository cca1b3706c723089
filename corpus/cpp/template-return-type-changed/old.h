#pragma once
template <typename T> T parse(const char *text);
template <> int parse<int>(const char *text);
