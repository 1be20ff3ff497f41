using NasPipelines.Architectures;

namespace NasPipelines.Training;

/// <summary>The supernet of NAS-Bench-201: each edge of each cell owns the weights of both convolutions (Ning et al. 2021, section 4).</summary>
internal sealed class NasBench201Supernet : Supernet
{
    private const int Edges = 6;

    public override SearchSpace Space => SearchSpaces.NasBench201;

    public override IReadOnlyList<int> Choices { get; } = [.. Enumerable.Repeat(NasBench201.Operations.Count, Edges)];

    public override IEnumerable<Architecture> Cover() =>
        Enumerable.Range(0, NasBench201.Operations.Count).Select(operation => new Architecture(Space, [.. Enumerable.Repeat(operation, Edges)]));

    public override bool CanTrain(Architecture architecture) => NasBench201.HasLiveConvolution(architecture);
}
