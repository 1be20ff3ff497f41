using System.Numerics;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>The network of a pruned cell.</summary>
internal sealed class NasBench101Network(NasBench101Cell cell, NetworkOptions options)
{
    public const int DefaultChannels = 128;
    public const int DefaultCells = 3;
    public const int Stages = 3;

    private readonly NetworkBlocks _net = new(options);

    public NetworkGraph Build()
    {
        var channels = options.Channels ?? DefaultChannels;
        var x = _net.Graph.EndBlock(_net.ConvNormRelu(0, "stem.conv", channels, 3, affine: true));
        for (int stage = 0, number = 0; stage < Stages; stage++, channels *= 2)
        {
            x = stage > 0 ? _net.Graph.MaxPool(x, $"downsample.{stage - 1}", 2, 2, 0) : x;
            var widths = new int[cell.Vertices];
            VertexChannels(cell, channels, widths);
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

            values[vertex] = Operation(
                _net.Graph.Add(operands, $"{name}.vertex.{vertex}.sum"), cell.Operation(vertex), $"{name}.vertex.{vertex}");
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

    /// <summary>The channels of each vertex of a pruned cell, the input's left out.</summary>
    /// <param name="cell">The cell.</param>
    /// <param name="channels">Channels of the output.</param>
    /// <param name="result">Filled in; as long as the cell has vertices, or longer.</param>
    public static void VertexChannels(NasBench101Cell cell, int channels, Span<int> result)
    {
        result.Clear();
        result[cell.Output] = channels;
        var sharing = BitOperations.PopCount((uint)cell.OutputParents);
        if (channels < sharing)
        {
            throw new ArgumentException(
                $"Channels must be at least {sharing} where {sharing} vertices of a cell share them (was {channels}).");
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
    }

    public static int KernelOf(int operation) => operation == NasBench101Cell.Convolution1x1 ? 1 : 3;
}
