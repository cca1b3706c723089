#include "old.h"

int audio_open(int rate)
{
	return rate / 1000;
}

int audio_gain(int level)
{
	return level * 2;
}
