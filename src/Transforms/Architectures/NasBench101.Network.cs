using System.Numerics;
using NasPipelines.Networks;

namespace NasPipelines.Architectures;

public sealed partial class NasBench101
{
    private const int DefaultChannels = 128;
    private const int DefaultCells = 3;
    private const int Stages = 3;

    /// <summary>
    /// Stem, three stages of cells (128, 256, 512 channels, three cells each by default) with a 2×2 maximum pooling between stages, global
    /// pooling and a linear classifier (Ying et al. 2019, section 2). Vertices on no path from input to output are never built, as in the
    /// benchmark, so that the declared and the active cost are the same.
    /// </summary>
    /// <remarks>
    /// The vertices that feed the output share its channels evenly, the first ones taking one more where they do not divide; any other has as
    /// many as the widest vertex it feeds, of which a narrower one takes the first channels. An edge from the input is a 1×1 convolution with
    /// batch normalisation and ReLU. The output concatenates the vertices that feed it, and adds the projected input where an edge says so.
    /// </remarks>
    /// <exception cref="ArgumentException">An option is out of range, or there are fewer channels than vertices that share them.</exception>
    /// <inheritdoc/>
    public override NetworkGraph BuildNetwork(Architecture architecture, NetworkOptions? options = null)
    {
        options ??= new NetworkOptions();
        options.Validate();
        return new Skeleton(CellOf(architecture).Pruned(), options).Build();
    }

    /// <summary>The channels of each vertex of a pruned cell, the input's left out.</summary>
    private static int[] VertexChannels(NasBench101Cell cell, int channels)
    {
        var result = new int[cell.Vertices];
        result[cell.Output] = channels;
        var sharing = BitOperations.PopCount((uint)cell.OutputParents);
        if (channels < sharing)
        {
            throw new ArgumentException($"Channels must be at least {sharing} where {sharing} vertices of a cell share them (was {channels}).");
        }

        for (int vertex = 1, rank = 0; vertex < cell.Output; vertex++)
        {
            if ((cell.OutputParents >> vertex & 1) != 0)
            {
                result[vertex] = (channels / sharing) + (rank++ < channels % sharing ? 1 : 0);
            }
        }

        for (var vertex = cell.Output - 1; vertex > 0; vertex--)
        {
            for (var to = vertex + 1; (cell.OutputParents >> vertex & 1) == 0 && to < cell.Output; to++)
            {
                result[vertex] = Math.Max(result[vertex], (cell.Parents(to) >> vertex & 1) * result[to]);
            }
        }

        return result;
    }

    private sealed class Skeleton(NasBench101Cell cell, NetworkOptions options)
    {
        private readonly NetworkBlocks _net = new(options);

        public NetworkGraph Build()
        {
            var channels = options.Channels ?? DefaultChannels;
            var x = _net.Graph.EndBlock(_net.ConvNormRelu(0, "stem.conv", channels, 3, affine: true));
            for (int stage = 0, number = 0; stage < Stages; stage++, channels *= 2)
            {
                x = stage > 0 ? _net.Graph.MaxPool(x, $"downsample.{stage - 1}", 2, 2, 0) : x;
                var widths = VertexChannels(cell, channels);
                for (var i = 0; i < (options.CellsPerStage ?? DefaultCells); i++, number++)
                {
                    x = _net.Graph.EndBlock(Cell(x, widths, $"cells.{number}"));
                }
            }

            return _net.Classify(x);
        }

        private int Cell(int input, int[] channels, string name)
        {
            var values = new int[cell.Vertices];
            var concatenated = new List<int>();
            for (var vertex = 1; vertex < cell.Output; vertex++)
            {
                var operands = Operands(vertex);
                if ((cell.Parents(vertex) & 1) != 0)
                {
                    operands.Add(Projection(vertex));
                }

                values[vertex] = Operation(_net.Graph.Add(operands, $"{name}.vertex.{vertex}.sum"), cell.Operation(vertex), $"{name}.vertex.{vertex}");
                if ((cell.OutputParents >> vertex & 1) != 0)
                {
                    concatenated.Add(values[vertex]);
                }
            }

            List<int> summed = concatenated.Count > 0 ? [_net.Graph.Concat(concatenated, $"{name}.concat")] : [];
            if ((cell.Parents(cell.Output) & 1) != 0)
            {
                summed.Add(Projection(cell.Output));
            }

            return _net.Graph.Add(summed, $"{name}.output");

            int Projection(int vertex) => _net.ConvNormRelu(
                input, $"{name}.edge.0-{vertex}.projection.{channels[vertex]}", channels[vertex], 1, affine: options.AffineCells);

            List<int> Operands(int vertex)
            {
                var operands = new List<int>();
                for (var from = 1; from < vertex; from++)
                {
                    if ((cell.Parents(vertex) >> from & 1) != 0)
                    {
                        operands.Add(channels[from] == channels[vertex]
                            ? values[from]
                            : _net.Graph.Slice(values[from], $"{name}.edge.{from}-{vertex}.slice", 0, channels[vertex]));
                    }
                }

                return operands;
            }
        }

        // A name stands for one shape in all networks, and the same vertex of another cell has other channels: the name tells them.
        private int Operation(int x, int operation, string name)
        {
            var channels = _net.Graph.ShapeOf(x).Channels;
            return operation switch
            {
                NasBench101Cell.MaxPool => _net.Graph.MaxPool(x, $"{name}.maxpool3x3", 3, 1, 1),
                NasBench101Cell.Convolution1x1 => _net.ConvNormRelu(x, $"{name}.conv1x1.{channels}", channels, 1, affine: options.AffineCells),
                _ => _net.ConvNormRelu(x, $"{name}.conv3x3.{channels}", channels, 3, affine: options.AffineCells),
            };
        }
    }

    private static int KernelOf(int operation) => operation == NasBench101Cell.Convolution1x1 ? 1 : 3;
}
