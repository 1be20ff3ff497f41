using NasPipelines.Networks.Graph;
using NasPipelines.Spaces;

namespace NasPipelines.ZeroShot;

/// <summary>What an architecture costs as it is written, without any pass; each figure is counted once, where it is asked for.</summary>
/// <remarks>One is made for each of hundreds of thousands of architectures, so it holds no more than what it counts from.</remarks>
internal sealed class ArchitectureCosts(NetworkForms forms, SearchSpace space, Architecture architecture)
{
    private NetworkCost? _declared;
    private NetworkCost? _active;
    private NetworkComplexity? _complexity;

    /// <summary>Cost of the whole network, dead edges included.</summary>
    public NetworkCost Declared => _declared ??= forms.DeclaredCost(architecture);

    /// <summary>Cost of what is on a path from the input to the output of its cell.</summary>
    public NetworkCost Active => _active ??= forms.ActiveCost(architecture);

    /// <summary>What the network costs beside parameters and multiply-accumulates.</summary>
    public NetworkComplexity Complexity => _complexity ??= forms.Complexity(architecture);

    /// <summary>Convolutions and linear layers, and the values that they put out for one image.</summary>
    public (long Count, long Outputs) Layers => forms.CountLayers(architecture) is { } counted
        ? (counted.Layers, counted.Activations)
        : (Complexity.Layers, Complexity.Activations);

    /// <summary>The operations that the architecture chose, with the cell each is of.</summary>
    public IReadOnlyList<(string? Cell, string Operation)> Operations => space.CellOperationsOf(architecture);

    /// <summary>The operations that the space's architectures choose among.</summary>
    public IReadOnlyList<string> OperationNames => space.Operations;
}
