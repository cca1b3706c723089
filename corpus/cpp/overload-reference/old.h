#pragma once
int take(int &value);
