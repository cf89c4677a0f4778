from __future__ import annotations
import jax, jax.numpy as jnp
def belief(talks, params):
    prior = jnp.log(jnp.maximum(params.weights.types,1e-6))
    return jax.nn.softmax(prior[None]+talks.record, axis=-1)
def hold(params):
    return jnp.maximum(params.weights.leverage,0.0)
def trust(talks, params):
    return belief(talks,params)[...,0]
def expected(talks, params):
    return belief(talks,params)[...,0] @ params.layout.talks.obligor.T
