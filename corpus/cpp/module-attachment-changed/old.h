#pragma once
int answer(int question);
