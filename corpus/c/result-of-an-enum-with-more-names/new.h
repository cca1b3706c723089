enum line_state { STATE_OFF, STATE_ON, STATE_BUSY };
enum line_state state_of(int line);
