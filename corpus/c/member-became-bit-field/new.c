#include "new.h"

unsigned int port_mode(const struct port *port)
{
	return port->mode;
}
