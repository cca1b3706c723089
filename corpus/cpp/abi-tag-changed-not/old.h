#pragma once
int limit(int value);
