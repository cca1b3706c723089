// SPDX-License-Identifier: MIT OR Apache-2.0
/*
 * A small out-of-tree driver for trying `abilens check` (docs/check.md): a network device without a wire that sends
 * back what it is given, with a platform device of its own for a parent. It reads and writes struct net_device and
 * struct sk_buff, embeds a timer, and holds a struct device by value (in struct platform_device).
 */
#include <linux/etherdevice.h>
#include <linux/module.h>
#include <linux/netdevice.h>
#include <linux/platform_device.h>
#include <linux/skbuff.h>
#include <linux/timer.h>

struct echo {
	struct net_device *netdev;
	struct timer_list watch;
	unsigned long seen;
};

static struct platform_device parent = {
	.name = "abilens_demo",
	.id = PLATFORM_DEVID_NONE,
};
static struct net_device *echo_dev;

static void echo_watch(struct timer_list *t)
{
	struct echo *echo = from_timer(echo, t, watch);

	if (echo->seen == echo->netdev->stats.tx_packets)
		netif_carrier_off(echo->netdev);
	echo->seen = echo->netdev->stats.tx_packets;
	mod_timer(&echo->watch, jiffies + HZ);
}

static netdev_tx_t echo_xmit(struct sk_buff *skb, struct net_device *dev)
{
	dev->stats.tx_packets++;
	dev->stats.tx_bytes += skb->len;
	skb_orphan(skb);
	skb->protocol = eth_type_trans(skb, dev);
	netif_rx(skb);
	return NETDEV_TX_OK;
}

static const struct net_device_ops echo_ops = {
	.ndo_start_xmit = echo_xmit,
	.ndo_set_mac_address = eth_mac_addr,
};

static void echo_release(struct device *dev)
{
}

static int __init echo_init(void)
{
	struct echo *echo;
	int err;

	parent.dev.release = echo_release;
	err = platform_device_register(&parent);
	if (err)
		return err;
	echo_dev = alloc_etherdev(sizeof(*echo));
	if (!echo_dev) {
		err = -ENOMEM;
		goto unregister;
	}
	echo = netdev_priv(echo_dev);
	echo->netdev = echo_dev;
	echo_dev->netdev_ops = &echo_ops;
	echo_dev->flags |= IFF_NOARP;
	eth_hw_addr_random(echo_dev);
	SET_NETDEV_DEV(echo_dev, &parent.dev);
	timer_setup(&echo->watch, echo_watch, 0);
	err = register_netdev(echo_dev);
	if (err)
		goto free;
	mod_timer(&echo->watch, jiffies + HZ);
	return 0;
free:
	free_netdev(echo_dev);
unregister:
	platform_device_unregister(&parent);
	return err;
}

static void __exit echo_exit(void)
{
	struct echo *echo = netdev_priv(echo_dev);

	del_timer_sync(&echo->watch);
	unregister_netdev(echo_dev);
	free_netdev(echo_dev);
	platform_device_unregister(&parent);
}

module_init(echo_init);
module_exit(echo_exit);
MODULE_DESCRIPTION("network device that sends back what it is given");
MODULE_LICENSE("Dual MIT/GPL");
