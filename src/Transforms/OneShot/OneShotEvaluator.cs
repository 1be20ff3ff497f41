using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Microsoft.ML.OnnxRuntime;
using NasPipelines.Networks;
using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Onnx;
using NasPipelines.Networks.Parameters;
using NasPipelines.Networks.Passes;
using NasPipelines.Scoring;
using NasPipelines.Spaces;

namespace NasPipelines.OneShot;

/// <summary>Runs architectures of a supernet on validation images.</summary>
/// <threadsafety>Safe for use by several threads.</threadsafety>
internal sealed class OneShotEvaluator : IDisposable
{
    private readonly SupernetModel _supernet;
    private readonly OneShotBatches _images;
    private readonly OneShotBatches? _calibration;
    private readonly BatchNormStatistics _statistics;
    private readonly OnnxProvider _provider;
    private readonly ConcurrentDictionary<int, Lazy<OnnxSession>>? _whole;
    private readonly Lazy<ResidentImages> _resident;
    private readonly Lazy<ResidentImages> _residentCalibration;

    public OneShotEvaluator(
        SupernetModel supernet,
        OneShotBatches images,
        OneShotBatches? calibration,
        BatchNormStatistics statistics,
        SubnetExecution execution,
        OnnxProvider provider)
    {
        (_supernet, _images, _calibration, _statistics, _provider) = (supernet, images, calibration, statistics, provider);
        if (statistics == BatchNormStatistics.Running)
        {
            supernet.RequireRunningStatistics();
        }

        _whole = execution == SubnetExecution.Portable ? new() : null;
        _resident = new(() => Resident(images.All.Select(b => b.Pixels), images.Shape));
        _residentCalibration = new(() => Resident(calibration!.Full, calibration.Shape));
    }

    // Providers without training mode take the statistics as means.
    private bool ByMeans => !_provider.HasTrainingNorms;

    /// <summary>
    /// What a score is a property of: the operations that contribute, with the names of their parameters. Functionally equal architectures
    /// may differ, as a supernet's edges have weights of their own.
    /// </summary>
    public string KeyOf(Architecture architecture)
    {
        var graph = _supernet.Subnet(architecture);
        var text = string.Join(';', graph.Nodes.Select(n => $"{n.Operation}({string.Join(',', n.Inputs)})"));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The scores of all batches.</summary>
    /// <exception cref="ScoringException">ONNX Runtime failed on this architecture: out of memory, say.</exception>
    public ImmutableArray<BatchScore> Evaluate(Architecture architecture, ScoringContext context)
    {
        try
        {
            if (_whole is not null)
            {
                return Run(WholeSpace(context.Threads), [.. architecture.Genes.Select(g => (long)g)], context.CancellationToken);
            }

            using var session = Open(Specialised(architecture, context), context.Threads);
            return Run(session, null, context.CancellationToken);
        }
        catch (OnnxRuntimeException e)
        {
            throw new ScoringException(e.Message.Split('\n')[0], e);
        }
    }

    public void Dispose()
    {
        foreach (var session in _whole?.Values.Where(s => s.IsValueCreated) ?? [])
        {
            session.Value.Dispose();
        }

        foreach (var images in new[] { _resident, _residentCalibration }.Where(i => i.IsValueCreated))
        {
            images.Value.Dispose();
        }
    }

    // One session for each number of threads that was asked for: a session's number is fixed when it is opened.
    private OnnxSession WholeSpace(int threads)
    {
        return _whole!.GetOrAdd(threads, _ => new(() => Open(_supernet.WholeSpace(_statistics, ByMeans), threads))).Value;
    }

    private ModelProto Specialised(Architecture architecture, ScoringContext context)
    {
        var (graph, parameters) = ParameterSlices.Cut(_supernet.Subnet(architecture), _supernet.Parameters);
        return _statistics switch
        {
            BatchNormStatistics.Batch => OnnxNetwork.Write(SubnetForms.Batch(graph), parameters, new() { ByMeans = ByMeans }),
            BatchNormStatistics.Running => Folded(graph, parameters),
            _ => Folded(graph, Recalibrate(graph, parameters, context)),
        };
    }

    private static ModelProto Folded(NetworkGraph graph, ParameterSource parameters)
    {
        var (folded, values) = NormFolding.Apply(graph, parameters);
        return OnnxNetwork.Write(
            GraphPasses.ShareEqual(folded, runningStatistics: true), values, new() { Statistics = BatchNormStatistics.Running });
    }

    private ParameterSource Recalibrate(NetworkGraph graph, ParameterSource parameters, ScoringContext context)
    {
        var statistics = new NormCalibration(graph);
        using var session = Open(OnnxNetwork.Write(graph, parameters, new() { ByMeans = true, OutputStatistics = true }), context.Threads);
        foreach (var (batch, pixels) in _residentCalibration.Value.Batches.Zip(_calibration!.Full))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            session.Execute(batch, null, outputs =>
                statistics.Add(
                    (int)(pixels.Length / _calibration.Shape.Size),
                    [.. outputs.Skip(1).Select(o => o.GetTensorDataAsSpan<float>().ToArray())]));
        }

        return statistics.Over(parameters);
    }

    private ImmutableArray<BatchScore> Run(OnnxSession session, long[]? genes, CancellationToken cancellation)
    {
        var scores = ImmutableArray.CreateBuilder<BatchScore>(_images.All.Count);
        foreach (var (pixels, (_, labels)) in _resident.Value.Batches.Zip(_images.All))
        {
            cancellation.ThrowIfCancellationRequested();
            session.Execute(pixels, genes, outputs => scores.Add(BatchScore.Of(outputs[0].GetTensorDataAsSpan<float>(), labels)));
        }

        return scores.MoveToImmutable();
    }

    private OnnxSession Open(ModelProto model, int threads) => new(model, threads, _provider);

    private ResidentImages Resident(IEnumerable<float[]> batches, FeatureShape shape) =>
        new(batches, shape, _provider, copies: _provider.Name != OnnxProvider.Cpu.Name);
}
