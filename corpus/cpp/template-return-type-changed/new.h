#pragma once
template <typename T> long parse(const char *text);
template <> long parse<int>(const char *text);
