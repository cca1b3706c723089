#pragma once
extern "C" int open_log(int level);
int open_log(long level);
