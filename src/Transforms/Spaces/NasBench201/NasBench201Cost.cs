using NasPipelines.Networks;
using NasPipelines.Networks.Graph;

namespace NasPipelines.Spaces.NasBench201;

/// <summary>The cost of an architecture's network, counted on its genes without building the network.</summary>
internal static class NasBench201Cost
{
    /// <summary>Counts; null for images whose sides do not halve twice, of which the network says what is wrong.</summary>
    public static CostCounter? Count(ReadOnlySpan<int> genes, NetworkOptions options)
    {
        if (options.ImageSize % 4 != 0)
        {
            return null;
        }

        var (ones, threes) = Convolutions(genes, options.DropDeadEdges);
        var norms = options.Normalisation == NetworkNormalisation.Full;
        var reduced = norms || options.Normalisation == NetworkNormalisation.NoneAsPublished;
        long channels = options.Channels ?? NasBench201Network.DefaultChannels, cells = options.CellsPerStage
            ?? NasBench201Network.DefaultCells, positions = (long)options.ImageSize * options.ImageSize;
        var counter = new CostCounter();
        counter.Convolution(options.ImageChannels, channels, 3, positions, 1, norms);
        for (var stage = 0; stage < NasBench201Network.Stages; stage++)
        {
            if (stage > 0)
            {
                positions /= 4;
                counter.Convolution(channels, 2 * channels, 3, positions, 1, reduced);
                counter.Convolution(2 * channels, 2 * channels, 3, positions, 1, reduced);
                counter.Convolution(channels, 2 * channels, 1, positions, 1, affine: false);
                channels *= 2;
            }

            counter.Convolution(channels, channels, 1, positions, ones * cells, norms && options.AffineCells);
            counter.Convolution(channels, channels, 3, positions, threes * cells, norms && options.AffineCells);
        }

        if (norms)
        {
            counter.Norm(channels);
        }

        counter.Linear(channels, options.Classes);
        return counter;
    }

    private static (int Ones, int Threes) Convolutions(ReadOnlySpan<int> genes, bool liveOnly)
    {
        var live = NasBench201Genes.LiveEdges(genes);
        var (ones, threes) = (0, 0);
        for (var edge = 0; edge < genes.Length; edge++)
        {
            if (live[edge] || !liveOnly)
            {
                ones += genes[edge] == NasBench201Genes.Convolution1 ? 1 : 0;
                threes += genes[edge] == NasBench201Genes.Convolution3 ? 1 : 0;
            }
        }

        return (ones, threes);
    }
}
