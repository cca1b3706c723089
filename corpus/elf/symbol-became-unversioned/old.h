int audio_open(int rate);
int audio_gain(int level);
