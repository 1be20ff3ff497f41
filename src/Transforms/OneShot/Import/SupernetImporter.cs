using NasPipelines.Networks.Graph;
using NasPipelines.Networks.Parameters;

namespace NasPipelines.OneShot.Import;

/// <summary>Takes the values of our network's parameters from a checkpoint.</summary>
internal sealed class SupernetImporter(CheckpointTensors tensors, SupernetLayout layout, SupernetForm form)
{
    private readonly Dictionary<string, float[]> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<int, float[]> _biases = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly List<string> _weights = [];
    private readonly List<string> _statistics = [];
    private int _folded;
    private int _norms;
    private int _plain;

    /// <summary>Keys of running statistics that the checkpoint has not.</summary>
    public IReadOnlyList<string> MissingStatistics => _statistics;

    /// <summary>What was done, a sentence each.</summary>
    public IEnumerable<string> Notes
    {
        get
        {
            if (_folded > 0)
            {
                yield return $"{_folded} biases of convolutions are taken off the means of the normalisations behind them, which is exact";
            }

            if (_plain > 0)
            {
                yield return $"{_plain} normalisations have no scale and shift: they are stored as 1 and 0";
            }

            if (_statistics.Count > 0)
            {
                yield return $"{_statistics.Count / 2} of {_norms} normalisations have no running statistics: only the statistics of the "
                    + "batch, or recalibrated ones, can be chosen";
            }
        }
    }

    /// <summary>The values.</summary>
    /// <exception cref="InvalidDataException">Weights are missing or have other shapes.</exception>
    public IReadOnlyDictionary<string, float[]> Read(NetworkGraph whole)
    {
        for (var i = 0; i < whole.Nodes.Length; i++)
        {
            switch (whole.Nodes[i])
            {
                case Conv2d conv: Read(conv, i, whole); break;
                case BatchNorm norm: Read(norm); break;
                case Linear linear: Read(linear); break;
            }
        }

        return _weights.Count == 0
            ? _values
            : throw tensors.Fault(
                $"{_weights.Count} keys of layout {layout.Name} are missing: {Files.ShownText.List(_weights, 2000)}");
    }

    private void Read(Conv2d conv, int position, NetworkGraph whole)
    {
        if (layout.Module(form, conv.Name) is not { } module)
        {
            _values.TryAdd(conv.Weight.Name, new float[conv.Weight.Size]);
            return;
        }

        Weight(conv.Weight, $"{module}.weight");
        if (tensors.Contains($"{module}.bias"))
        {
            var normalised = whole.Nodes.Any(node => node is BatchNorm && node.Inputs[0] == position);
            _biases[position] = normalised
                ? tensors.Take($"{module}.bias", [conv.Shape.Channels])
                : throw tensors.Fault(
                    $"'{tensors.Original($"{module}.bias")}' is the bias of a convolution without a normalisation of its own, which "
                        + $"networks of {form.Space.Name} have not");
        }
    }

    private void Read(Linear linear)
    {
        var module = layout.Module(form, linear.Name);
        Weight(linear.Weight, $"{module}.weight");
        Weight(linear.Bias, $"{module}.bias");
    }

    private void Read(BatchNorm norm)
    {
        if (!_seen.Add(norm.Name))
        {
            return;
        }

        var module = layout.Module(form, norm.Name);
        ReadScale(norm, module);
        if (module is null)
        {
            _values[norm.RunningMean.Name] = Constant(norm, 0);
            _values[norm.RunningVariance.Name] = Constant(norm, 1);
            return;
        }

        _norms++;
        var (mean, variance) = ($"{module}.running_mean", $"{module}.running_var");
        if (!tensors.Contains(mean) || !tensors.Contains(variance))
        {
            // Biases do not change what is divided by the statistics of a batch.
            _folded += _biases.ContainsKey(norm.Inputs[0]) ? 1 : 0;
            _statistics.AddRange(new[] { mean, variance }.Where(key => !tensors.Contains(key)).Select(tensors.Original));
            return;
        }

        var means = tensors.Take(mean, [norm.StoredChannels]);
        if (_biases.TryGetValue(norm.Inputs[0], out var bias))
        {
            _folded++;
            means = [.. means.Zip(bias, (m, b) => (float)((double)m - b))];
        }

        _values[norm.RunningMean.Name] = means;
        _values[norm.RunningVariance.Name] = tensors.Take(variance, [norm.StoredChannels]);
        if (Array.FindIndex(_values[norm.RunningVariance.Name], value => value < 0) is var wrong and >= 0)
        {
            throw tensors.Fault($"tensor '{tensors.Original(variance)}' has a negative variance: element {wrong}");
        }
    }

    private void ReadScale(BatchNorm norm, string? module)
    {
        if (norm.Scale is null || norm.Shift is null)
        {
            return;
        }

        if (module is null || (!tensors.Contains($"{module}.weight") && !tensors.Contains($"{module}.bias")))
        {
            _plain += module is null ? 0 : 1;
            _values[norm.Scale.Name] = Constant(norm, 1);
            _values[norm.Shift.Name] = Constant(norm, 0);
            return;
        }

        Weight(norm.Scale, $"{module}.weight");
        Weight(norm.Shift, $"{module}.bias");
    }

    private void Weight(ParameterReference parameter, string key)
    {
        if (_values.ContainsKey(parameter.Name))
        {
            return;
        }

        if (tensors.Contains(key))
        {
            _values[parameter.Name] = tensors.Take(key, parameter.Whole.Shape, layout.Hint(form, parameter.Name));
        }
        else if (_seen.Add(key))
        {
            _weights.Add(tensors.Original(key));
        }
    }

    private static float[] Constant(BatchNorm norm, float value) => [.. Enumerable.Repeat(value, norm.StoredChannels)];
}
