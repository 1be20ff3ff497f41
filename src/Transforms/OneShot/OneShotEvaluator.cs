using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using NasPipelines.Architectures;
using NasPipelines.Networks;
using NasPipelines.Networks.Onnx;

namespace NasPipelines.OneShot;

/// <summary>Runs architectures of a supernet on validation images.</summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
internal sealed class OneShotEvaluator : IDisposable
{
    private readonly SupernetModel _supernet;
    private readonly OneShotBatches _images;
    private readonly OneShotBatches? _calibration;
    private readonly BatchNormStatistics _statistics;
    private readonly int _threads;
    private readonly OnnxProvider _provider;
    private readonly Lazy<OnnxSession>? _whole;

    public OneShotEvaluator(
        SupernetModel supernet,
        OneShotBatches images,
        OneShotBatches? calibration,
        BatchNormStatistics statistics,
        SubnetExecution execution,
        int threads,
        OnnxProvider provider)
    {
        (_supernet, _images, _calibration, _statistics, _threads, _provider) = (supernet, images, calibration, statistics, threads, provider);
        if (statistics == BatchNormStatistics.Running)
        {
            supernet.RequireRunningStatistics();
        }

        _whole = execution == SubnetExecution.Portable ? new(() => Open(supernet.WholeSpace(statistics, ByMeans))) : null;
    }

    // Providers without training mode take the statistics as means.
    private bool ByMeans => !_provider.HasTrainingNorms;

    /// <summary>
    /// What a score is a property of: the operations that contribute, with the names of their parameters. Functionally equal architectures may differ, as
    /// a supernet's edges have weights of their own.
    /// </summary>
    public string KeyOf(Architecture architecture)
    {
        var graph = _supernet.Subnet(architecture);
        var text = string.Join(';', graph.Nodes.Select(n => $"{n.Operation}({string.Join(',', n.Inputs)})"));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The scores of all batches.</summary>
    public ImmutableArray<BatchScore> Evaluate(Architecture architecture, CancellationToken cancellation = default)
    {
        if (_whole is not null)
        {
            return Run(_whole.Value, [.. architecture.Genes.Select(g => (long)g)], cancellation);
        }

        using var session = Open(Specialised(architecture, cancellation));
        return Run(session, null, cancellation);
    }

    public void Dispose()
    {
        if (_whole is { IsValueCreated: true })
        {
            _whole.Value.Dispose();
        }
    }

    private ModelProto Specialised(Architecture architecture, CancellationToken cancellation)
    {
        var (graph, parameters) = ParameterSlices.Cut(_supernet.Subnet(architecture), _supernet.Parameters);
        return _statistics switch
        {
            BatchNormStatistics.Batch => OnnxNetwork.Write(SubnetForms.Batch(graph), parameters, new() { ByMeans = ByMeans }),
            BatchNormStatistics.Running => Folded(graph, parameters),
            _ => Folded(graph, Recalibrate(graph, parameters, cancellation)),
        };
    }

    private static ModelProto Folded(NetworkGraph graph, ParameterSource parameters)
    {
        var (folded, values) = NormFolding.Apply(graph, parameters);
        return OnnxNetwork.Write(GraphPasses.ShareEqual(folded, runningStatistics: true), values, new() { Statistics = BatchNormStatistics.Running });
    }

    private ParameterSource Recalibrate(NetworkGraph graph, ParameterSource parameters, CancellationToken cancellation)
    {
        var statistics = new NormCalibration(graph);
        using var session = Open(OnnxNetwork.Write(graph, parameters, new() { ByMeans = true, OutputStatistics = true }));
        foreach (var batch in _calibration!.Full)
        {
            cancellation.ThrowIfCancellationRequested();
            session.Execute(batch, _calibration.Shape, null, outputs =>
                statistics.Add((int)(batch.Length / _calibration.Shape.Size), [.. outputs.Skip(1).Select(o => o.GetTensorDataAsSpan<float>().ToArray())]));
        }

        return statistics.Over(parameters);
    }

    private ImmutableArray<BatchScore> Run(OnnxSession session, long[]? genes, CancellationToken cancellation)
    {
        var scores = ImmutableArray.CreateBuilder<BatchScore>(_images.All.Count);
        foreach (var (pixels, labels) in _images.All)
        {
            cancellation.ThrowIfCancellationRequested();
            session.Execute(pixels, _images.Shape, genes, outputs => scores.Add(BatchScore.Of(outputs[0].GetTensorDataAsSpan<float>(), labels)));
        }

        return scores.MoveToImmutable();
    }

    private OnnxSession Open(ModelProto model) => new(model, _threads, _provider);
}
