using System.Text.Json.Serialization;
using NasPipelines.Options;

namespace NasPipelines.Networks;

/// <summary>Size and form of the network that a search space builds.</summary>
public sealed class NetworkOptions : NetworkDimensions
{
    /// <summary>The benchmark's own size and form.</summary>
    public NetworkOptions()
    {
    }

    /// <summary>A network of a given size, in the benchmark's own form.</summary>
    /// <param name="size">The size.</param>
    public NetworkOptions(NetworkSize size)
        : base(size)
    {
    }

    /// <summary>The same size and form as another's; an initialiser changes parts of them.</summary>
    /// <param name="other">The other.</param>
    public NetworkOptions(NetworkOptions other)
        : base(other) =>
        (AffineCells, DropDeadEdges, Normalisation) = (other.AffineCells, other.DropDeadEdges, other.Normalisation);

    /// <summary>
    /// Whether batch normalisations inside searched cells have a scale and a shift, as in the benchmarks' stand-alone networks.
    /// </summary>
    /// <value>true.</value>
    [JsonPropertyOrder(1)]
    public bool AffineCells { get; init; } = true;

    /// <summary>Whether to leave out operations that are not on a path from the cell's input to its output.</summary>
    /// <value>false.</value>
    [JsonPropertyOrder(1)]
    public bool DropDeadEdges { get; init; }

    /// <summary>Which batch normalisations to build.</summary>
    /// <value><see cref="NetworkNormalisation.Full"/>.</value>
    [JsonPropertyOrder(1)]
    public NetworkNormalisation Normalisation { get; init; }

    private protected override object Values => (base.Values, AffineCells, DropDeadEdges, Normalisation);

    private protected override void Check(OptionFaults faults) => faults.Defined(Normalisation);
}
