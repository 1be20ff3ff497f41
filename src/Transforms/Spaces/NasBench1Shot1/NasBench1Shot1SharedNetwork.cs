using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Spaces.NasBench101;

namespace NasPipelines.Spaces.NasBench1Shot1;

/// <summary>The supernet of a sub-space, or the part of it that an architecture runs.</summary>
internal sealed class NasBench1Shot1SharedNetwork(IReadOnlyList<int> counts, int[]? genes, NetworkOptions options)
{
    private const int Stages = 3;
    private readonly NetworkBlocks _net = new(options);

    private int Interior => counts.Count - 1;

    public NetworkGraph Build()
    {
        var channels = options.Channels ?? 16;
        var x = _net.Graph.EndBlock(_net.ConvNormRelu(0, "stem.conv", channels, 3));
        for (int stage = 0, number = 0; stage < Stages; stage++, channels *= 2)
        {
            x = stage > 0 ? _net.Graph.MaxPool(x, $"downsample.{stage - 1}", 2, 2, 1) : x;
            for (var i = 0; i < (options.CellsPerStage ?? 3); i++, number++)
            {
                x = _net.Graph.EndBlock(Cell(x, channels, $"cells.{number}"));
            }
        }

        return _net.Classify(_net.ReluConvNorm(x, "head.conv", channels / 2, 1));
    }

    private int Cell(int input, int channels, string name)
    {
        var values = new List<int> { input };
        while (values.Count <= Interior)
        {
            var vertex = $"{name}.vertex.{values.Count}";
            var sum = Parents(values.Count, $"{vertex}.parents", parents =>
                _net.Graph.Add(
                    [.. values.Select((_, from) => from).Where(from => (parents >> from & 1) != 0).Select(Value)], $"{vertex}.sum"));
            values.Add(Choose(
                counts.Count + values.Count - 1, NasBench101Cell.OperationCount, input, $"{vertex}.operation",
                operation => Operation(sum, operation, vertex)));

            int Value(int from) => from > 0 ? values[from] : Projection(vertex, channels);
        }

        return Parents(counts.Count, $"{name}.output.parents", Output);

        int Parents(int vertex, string choice, Func<int, int> option)
        {
            var sets = NasBench1Shot1Combinations.Of(vertex, counts[vertex - 1]);
            return Choose(vertex - 1, sets.Length, input, choice, i => option(sets[i]));
        }

        int Projection(string vertex, int width) => _net.ConvNormRelu(input, $"{vertex}.projection", width, 1, affine: options.AffineCells);

        int Output(int parents)
        {
            var parts = Enumerable.Range(1, Interior)
                .Select(from => (parents >> from & 1) != 0
                    ? values[from]
                    : _net.Graph.Zero(_net.Graph.ShapeOf(values[from]), $"{name}.output.zero.{from}"));
            var joined = _net.Graph.Concat([.. parts], $"{name}.output.concat");
            return (parents & 1) == 0
                ? joined
                : _net.Graph.Add([Projection($"{name}.output", Interior * channels), joined], $"{name}.output");
        }
    }

    private int Choose(int gene, int count, int source, string name, Func<int, int> option) => genes is not null
        ? option(genes[gene])
        : _net.Graph.Choice(source, [.. Enumerable.Range(0, count).Select(option)], gene, name);

    private int Operation(int x, int operation, string name) => operation switch
    {
        NasBench101Cell.MaxPool => _net.Graph.MaxPool(x, $"{name}.maxpool3x3", 3, 1, 1),
        NasBench101Cell.Convolution1x1 => Convolution(x, $"{name}.conv1x1", 1),
        _ => Convolution(x, $"{name}.conv3x3", 3),
    };

    private int Convolution(int x, string name, int kernel) =>
        _net.ConvNormRelu(x, name, _net.Graph.ShapeOf(x).Channels, kernel, affine: options.AffineCells);
}
