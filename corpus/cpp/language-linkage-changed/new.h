#pragma once
int open_log(int level);
