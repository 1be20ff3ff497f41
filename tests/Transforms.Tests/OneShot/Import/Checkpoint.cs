using NasPipelines.Fixtures.Files;
using NasPipelines.Networks;
using NasPipelines.Networks.Parameters;
using NasPipelines.OneShot;
using NasPipelines.Spaces;
using NasPipelines.Tests.Networks.Onnx;

namespace NasPipelines.Tests.OneShot.Import;

/// <summary>The weights of a supernet of ours under the names that another implementation gives them.</summary>
internal sealed class Checkpoint
{
    private readonly Dictionary<string, ParameterReference> _parameters;
    private readonly List<(object Key, object? Value)> _entries = [];
    private readonly HashSet<string> _used = new(StringComparer.Ordinal);

    public Checkpoint(SearchSpace space, NetworkOptions network)
    {
        (Space, Network) = (space, network);
        var whole = space.BuildSupernet(network);
        _parameters = whole.Parameters.Concat(whole.Statistics).DistinctBy(p => p.Name).ToDictionary(p => p.Name, StringComparer.Ordinal);
        Source = Parity.Random(whole);
    }

    public SearchSpace Space { get; }

    public NetworkOptions Network { get; }

    public TorchWriter Writer { get; } = new();

    /// <summary>The values that our supernet has.</summary>
    public ParameterSource Source { get; }

    public IEnumerable<string> Keys => _entries.Select(e => (string)e.Key);

    /// <summary>Our parameters that have not been given a name of theirs.</summary>
    public IEnumerable<string> Left => _parameters.Keys.Except(_used);

    public SupernetModel Ours() => SupernetModel.Create(Space, Network, Source, new());

    /// <summary>A convolution, with a bias where one is given.</summary>
    public void Convolution(string theirs, string ours, float[]? bias = null)
    {
        Copy($"{theirs}.weight", $"{ours}.weight");
        if (bias is not null)
        {
            Add($"{theirs}.bias", bias, bias.Length);
        }
    }

    /// <summary>A normalisation; the mean is that behind a convolution with a bias.</summary>
    public void Norm(string theirs, string ours, bool affine, bool tracked = true, float[]? bias = null)
    {
        if (affine)
        {
            Copy($"{theirs}.weight", $"{ours}.weight");
            Copy($"{theirs}.bias", $"{ours}.bias");
        }

        if (tracked)
        {
            var means = Values($"{ours}.running_mean");
            Add($"{theirs}.running_mean", [.. means.Select((m, i) => m + (bias?[i] ?? 0))], means.Length);
            Copy($"{theirs}.running_var", $"{ours}.running_var");
            _entries.Add(($"{theirs}.num_batches_tracked", Writer.Counter(100)));
        }

        _used.UnionWith([$"{ours}.running_mean", $"{ours}.running_var"]);
    }

    public void Linear(string theirs, string ours)
    {
        Copy($"{theirs}.weight", $"{ours}.weight");
        Copy($"{theirs}.bias", $"{ours}.bias");
    }

    /// <summary>The keys that ours has no use for, beside counters of batches.</summary>
    public List<string> Unused { get; } = [];

    /// <summary>A tensor that ours has no use for.</summary>
    public void AddUnused(string theirs, params long[] shape)
    {
        Unused.Add(theirs);
        Add(theirs, new float[shape.Aggregate(1L, (a, b) => a * b)], shape);
    }

    /// <summary>A tensor.</summary>
    public void Add(string theirs, float[] values, params long[] shape) => _entries.Add((theirs, Writer.Tensor(values, shape)));

    public void Remove(string theirs) => _entries.RemoveAll(e => (string)e.Key == theirs);

    /// <summary>Other values, or another shape, under a key.</summary>
    public void Replace(string theirs, object value) =>
        _entries[_entries.FindIndex(e => (string)e.Key == theirs)] = (theirs, value);

    public float[] Values(string ours)
    {
        _used.Add(ours);
        return Source.Values(_parameters[ours]);
    }

    /// <summary>A bias for each channel of a normalisation of ours.</summary>
    public float[] Bias(string ours) => [.. Values($"{ours}.running_mean").Select((_, i) => 0.25f * (i + 1))];

    /// <summary>A state dictionary as PyTorch has it, with the versions of its modules.</summary>
    public PickledObject State(string wrapper = "") => PickledObject.Ordered(
        [.. _entries.Select(e => ((object)(wrapper + e.Key), e.Value))],
        [("_metadata", PickledObject.Ordered([("", new (object, object)[] { ("version", 1) })]))]);

    private void Copy(string theirs, string ours) => Add(theirs, Values(ours), [.. _parameters[ours].Shape]);
}
