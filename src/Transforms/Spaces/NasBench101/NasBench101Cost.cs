using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.NasBench101;

/// <summary>
/// The cost of a pruned cell's network, counted on the cell, without building the network: the same numbers for hundreds of thousands of
/// architectures in a second.
/// </summary>
internal struct NasBench101Cost(NasBench101Cell cell, NetworkOptions options)
{
    private readonly bool _norms = options.Normalisation == NetworkNormalisation.Full;
    private CostCounter _counter;

    /// <summary>What the layers of the network cost.</summary>
    public CostCounter Count()
    {
        var channels = options.Channels ?? NasBench101Network.DefaultChannels;
        var cells = options.CellsPerStage ?? NasBench101Network.DefaultCells;
        long size = options.ImageSize;
        Span<int> widths = stackalloc int[NasBench101Cell.MaxVertices];
        _counter.Convolution(options.ImageChannels, channels, 3, size * size, 1, _norms);
        for (int stage = 0, input = channels; stage < NasBench101Network.Stages; stage++, channels *= 2, size /= 2)
        {
            NasBench101Network.VertexChannels(cell, channels, widths);
            Cell(input, widths, size * size, 1);
            Cell(channels, widths, size * size, cells - 1);
            input = channels;
        }

        _counter.Linear(channels / 2, options.Classes);
        return _counter;
    }

    private void Cell(int input, ReadOnlySpan<int> channels, long positions, int times)
    {
        for (var vertex = 1; vertex < cell.Vertices; vertex++)
        {
            var width = channels[vertex];
            if ((cell.Parents(vertex) & 1) != 0)
            {
                Convolution(input, width, 1, positions, times);
            }

            if (vertex < cell.Output && cell.Operation(vertex) != NasBench101Cell.MaxPool)
            {
                Convolution(width, width, NasBench101Network.KernelOf(cell.Operation(vertex)), positions, times);
            }
        }
    }

    private void Convolution(int input, int output, int kernel, long positions, int times) =>
        _counter.Convolution(input, output, kernel, positions, times, _norms && options.AffineCells);
}
