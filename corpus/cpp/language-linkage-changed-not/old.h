#pragma once
extern "C" int open_log(int level);
