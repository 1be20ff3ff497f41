using NasPipelines.Networks.Graph;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>How <see cref="TorchNetwork"/> runs a graph.</summary>
/// <param name="Parameters">Gives the parameters, and the running statistics where they are read.</param>
/// <param name="Statistics">What batch normalisations divide by.</param>
internal sealed record TorchRun(TorchParameters Parameters, BatchNormStatistics Statistics)
{
    /// <summary>
    /// Whether only first derivatives are wanted: sums and ReLUs are then written over operands that automatic differentiation does not
    /// keep.
    /// </summary>
    public bool FirstDerivativesOnly { get; init; }

    /// <summary>The highest derivative that is wanted: kernels of our own serve up to the second.</summary>
    public int Derivatives { get; init; } = 1;

    /// <summary>Whether the running statistics follow those of the batch, by a tenth.</summary>
    public bool UpdatesRunning { get; init; }

    /// <summary>Whether batch normalisations divide by the statistics of each image alone, as in batches of one image.</summary>
    public bool EachImageAlone { get; init; }

    /// <summary>Multiplied into the operand of the linear layer: [samples, features]; null for none.</summary>
    public Tensor? Dropout { get; init; }

    /// <summary>Images in the batch; set by the run itself.</summary>
    public long Samples { get; init; }

    /// <summary>Sees each ReLU with its operand.</summary>
    public Action<Relu, Tensor>? OnRelu { get; init; }

    /// <summary>Operations whose values are wanted; all others are released after their last use.</summary>
    public Func<NetworkNode, bool>? Keep { get; init; }

    /// <summary>Sees each computed value, valid during the call, with its position; zeros that are not made are not seen.</summary>
    public Action<int, Tensor>? OnValue { get; init; }
}
