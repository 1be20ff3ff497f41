using System.Numerics;
using System.Text;
using NasPipelines.Architectures;
using NasPipelines.Benchmarks.Formats;
using NasPipelines.Networks;

namespace NasPipelines.Benchmarks.Conversion;

/// <summary>Stands in for the space of NAS-Bench-101 where the product does not list it: cells as the benchmark's records write them.</summary>
internal sealed class RecordedCells : SearchSpace
{
    public override string Name => "nasbench101";

    public override string Description => "cells as the benchmark's records write them";

    public override BigInteger Size => SyntheticNasBench101.Architectures;

    public override IReadOnlyList<ArchitectureEncoding> Encodings { get; } = [new Recorded()];

    public override bool IsEnumerable => false;

    public override IEnumerable<Architecture> Neighbours(Architecture architecture) => throw new NotSupportedException();

    public override string CanonicalForm(Architecture architecture, ArchitectureEquivalence equivalence) => architecture.Text;

    public override Architecture Representative(Architecture architecture) => architecture;

    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null) => throw new NotSupportedException();

    protected internal override void Validate(ReadOnlySpan<int> genes)
    {
    }

    protected override Architecture Draw(Func<int, int> below) => throw new NotSupportedException();

    private sealed class Recorded : ArchitectureEncoding
    {
        public override string Name => "record";

        public override string Description => "adjacency matrix and operations";

        public override bool Recognises(ReadOnlySpan<char> text) => true;

        public override int[] Parse(string text)
        {
            var parts = text.Split(' ');
            var cell = NasBench101Cell.Parse(Encoding.ASCII.GetBytes(parts[0]), Encoding.ASCII.GetBytes(parts[1]));
            return [cell.Vertices, (int)cell.Edges, (int)(cell.Edges >> 32), (int)cell.Operations];
        }

        public override string Format(ReadOnlySpan<int> genes) =>
            new NasBench101Cell(genes[0], (uint)genes[1] | ((ulong)(uint)genes[2] << 32), (uint)genes[3]).ToString();
    }
}
