namespace NasPipelines.Networks.Parameters;

/// <summary>How the weights of an untrained network are drawn. Scales are 1 and shifts 0 in all of them.</summary>
public enum InitialisationScheme
{
    /// <summary>
    /// Convolutions uniform with variance 2/fan-in (He et al. 2015), linear layers uniform in ±1/√fan-in, biases 0: the recipe of the
    /// golden numbers.
    /// </summary>
    Reference,

    /// <summary>PyTorch's default: convolutions and linear layers uniform in ±1/√fan-in, biases 0.</summary>
    PyTorch,

    /// <summary>Convolutions normal with variance 2/fan-in (He et al. 2015), linear layers uniform in ±1/√fan-in, biases 0.</summary>
    Kaiming,

    /// <summary>Convolutions and linear layers normal with variance 2/(fan-in + fan-out) (Glorot and Bengio 2010), biases 0.</summary>
    Xavier,

    /// <summary>
    /// Convolutions normal with variance 2/(k² · output channels), linear layers normal with deviation 0.01, biases 0 (Radosavovic et al.
    /// 2019).
    /// </summary>
    Nds,

    /// <summary>Convolutions and linear layers standard normal, biases 0 (Zen-NAS, Lin et al. 2021).</summary>
    StandardNormal,
}
