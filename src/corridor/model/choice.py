from __future__ import annotations
import jax, jax.numpy as jnp
def accepts(gain, power, hardness, temperature, hard_weight):
    return jnp.sum(power*jax.nn.sigmoid((gain[:,None]-hard_weight*hardness)/jnp.maximum(temperature,1e-6)),axis=1)
