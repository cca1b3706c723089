#pragma once
#ifndef METER_HIDDEN
#define METER_HIDDEN 1
#endif
inline int hidden() { return METER_HIDDEN; }
