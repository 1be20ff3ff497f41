using System.Text.RegularExpressions;
using NasPipelines.Files.Pickles;

namespace NasPipelines.OneShot.Import;

/// <summary>The weights of a checkpoint by their keys, of which those that are taken are remembered.</summary>
/// <param name="file">The file.</param>
/// <param name="path">The keys that lead to the weights, with a dot behind.</param>
/// <param name="prefix">What is left out where keys start with it: a wrapper of the network, such as <c>module.</c></param>
/// <param name="tensors">The weights.</param>
internal sealed class CheckpointTensors(
    CheckpointFile file, string path, string prefix, IReadOnlyDictionary<string, TorchTensor> tensors)
{
    private readonly Dictionary<string, (string Key, TorchTensor Tensor)> _tensors = Named(prefix, tensors);
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public CheckpointFile File => file;

    public IEnumerable<string> Keys => _tensors.Keys;

    public IEnumerable<TorchTensor> All => tensors.Values;

    /// <summary>The keys that were not taken, as in the file.</summary>
    public IReadOnlyList<string> Unused => [.. _tensors.Where(t => !_taken.Contains(t.Key)).Select(t => path + t.Value.Key)];

    /// <summary>The same weights with the numbers of a file that was read whole.</summary>
    public CheckpointTensors Of(CheckpointFile whole) => new(whole, path, prefix, tensors);

    public bool Contains(string key) => _tensors.ContainsKey(key);

    /// <summary>The shape of a tensor, or null where there is none of this key.</summary>
    public IReadOnlyList<long>? ShapeOf(string key) => _tensors.TryGetValue(key, out var found) ? found.Tensor.Size : null;

    /// <summary>The numbers that the first group of a pattern stands for, in the keys that match it.</summary>
    public SortedSet<int> Numbers(Regex pattern)
    {
        SortedSet<int> numbers = [];
        foreach (var key in Keys)
        {
            if (pattern.Match(key) is { Success: true } match
                && int.TryParse(match.Groups[1].ValueSpan, System.Globalization.CultureInfo.InvariantCulture, out var number))
            {
                numbers.Add(number);
            }
        }

        return numbers;
    }

    /// <summary>A key as it is in the file.</summary>
    public string Original(string key) => path + (_tensors.TryGetValue(key, out var found) ? found.Key : prefix + key);

    /// <summary>The numbers of a tensor.</summary>
    /// <exception cref="InvalidDataException">It has another shape, is of whole numbers, or has values that are not finite.</exception>
    public float[] Take(string key, IReadOnlyList<long> shape, string? hint = null)
    {
        var tensor = _tensors[key].Tensor;
        _taken.Add(key);
        if (!tensor.Size.SequenceEqual(shape))
        {
            throw Fault(
                $"tensor '{Original(key)}' must have the shape ({string.Join(", ", shape)}), was ({string.Join(", ", tensor.Size)})"
                    + (hint is null ? "" : $": {hint}"));
        }

        if (tensor.Storage.Type.Code[0] != 'f')
        {
            throw Fault($"tensor '{Original(key)}' must be of floating-point numbers, was of {tensor.Storage.Type.Code}");
        }

        if (!file.Storages.TryGetValue(tensor.Storage.Key, out var bytes))
        {
            throw Fault($"tensor '{Original(key)}' lies in storage '{Files.ShownText.Of(tensor.Storage.Key)}', which the file has not");
        }

        var values = Located(key, () => tensor.Values(bytes));
        var result = Array.ConvertAll(values, value => (float)value);
        return Array.FindIndex(result, value => !float.IsFinite(value)) is var wrong and >= 0
            ? throw Fault(FormattableString.Invariant(
                $"tensor '{Original(key)}' has values that are not finite: element {wrong} is {values[wrong]}"))
            : result;
    }

    public InvalidDataException Fault(string what) => new($"{file.Path}: {what}");

    private double[] Located(string key, Func<double[]> values)
    {
        try
        {
            return values();
        }
        catch (InvalidDataException fault)
        {
            throw new InvalidDataException($"{file.Path}: tensor '{Original(key)}': {fault.Message}", fault);
        }
    }

    private static Dictionary<string, (string, TorchTensor)> Named(string prefix, IReadOnlyDictionary<string, TorchTensor> tensors)
    {
        var named = new Dictionary<string, (string, TorchTensor)>(StringComparer.Ordinal);
        foreach (var (key, tensor) in tensors)
        {
            named[key.StartsWith(prefix, StringComparison.Ordinal) ? key[prefix.Length..] : key] = (key, tensor);
        }

        return named;
    }
}
