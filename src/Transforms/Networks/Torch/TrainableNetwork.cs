using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using static TorchSharp.torch;

namespace NasPipelines.Networks.Torch;

/// <summary>
/// A network prepared for many runs with automatic differentiation: zeros folded, what the logits do not depend on left out, equal
/// operations shared, sums and ReLUs in place. Only first derivatives can be taken.
/// </summary>
/// <threadsafety>Immutable.</threadsafety>
public sealed class TrainableNetwork
{
    private readonly NetworkGraph _graph;

    /// <summary>Prepares a network.</summary>
    /// <param name="graph">The network; its logits come from one linear layer.</param>
    public TrainableNetwork(NetworkGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        var folded = GraphPasses.RemoveDeadNodes(GraphPasses.FoldZeros(graph, atInitialisation: false));
        _graph = GraphPasses.RemoveDeadNodes(GraphPasses.ShareEqual(folded, runningStatistics: true));
    }

    /// <summary>The size of what the classifier reads.</summary>
    public long Features => _graph.Nodes.OfType<Linear>().Single().Weight.Shape[1];

    /// <summary>The parameters that the logits depend on, as they are stored.</summary>
    public IReadOnlyList<ParameterReference> Parameters => _graph.Parameters;

    /// <summary>The running statistics of the batch normalisations that run (see <see cref="NetworkGraph.Statistics"/>).</summary>
    public IReadOnlyList<ParameterReference> Statistics => _graph.Statistics;

    /// <summary>Runs the network. Call inside a dispose scope.</summary>
    /// <param name="images">[samples, channels, rows, columns], in libtorch's own memory.</param>
    /// <param name="parameters">Values and running statistics.</param>
    /// <param name="statistics">What batch normalisations divide by: <see cref="BatchNormStatistics.Recalibrated"/> is not offered.</param>
    /// <param name="updateRunning">Whether the running statistics follow those of the batch, by a tenth.</param>
    /// <param name="dropout">Multiplied into the operand of the linear layer: [samples, features]; null for none.</param>
    /// <returns>The logits, [samples, classes].</returns>
    /// <exception cref="ArgumentException">The statistics are none that a network is run with.</exception>
    public Tensor Run(
        Tensor images, TorchParameters parameters, BatchNormStatistics statistics, bool updateRunning = false, Tensor? dropout = null)
    {
        ArgumentNullException.ThrowIfNull(images);
        ArgumentNullException.ThrowIfNull(parameters);
        if (statistics is not (BatchNormStatistics.Batch or BatchNormStatistics.Initial or BatchNormStatistics.Running)
            || (updateRunning && statistics != BatchNormStatistics.Batch))
        {
            throw new ArgumentException(
                "A network is run with statistics of the batch, initial or running ones, and only those of the batch update the running "
                    + $"ones (were {statistics}).",
                nameof(statistics));
        }

        var run = new TorchRun(parameters, statistics) { FirstDerivativesOnly = true, UpdatesRunning = updateRunning, Dropout = dropout };
        return TorchNetwork.Run(_graph, images, run).Logits;
    }
}
