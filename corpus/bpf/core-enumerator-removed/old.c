enum mode {
	MODE_OFF,
	MODE_IDLE,
	MODE_ON,
};

int mode_is_on(enum mode mode)
{
	return mode == MODE_ON;
}
