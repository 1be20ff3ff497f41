using NasPipelines.Files;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>All that a file has and that cannot be read, each with its node.</summary>
internal sealed class NetworkFaults
{
    private const int Shown = 12;
    private const int Longest = 600;
    private readonly List<string> _faults = [];

    public bool Any => _faults.Count > 0;

    // Names of a file may hold anything, ends of lines among it.
    public void Add(string fault) => _faults.Add(ShownText.Of(fault, Longest));

    /// <exception cref="InvalidDataException">There are faults.</exception>
    public void Throw(string file)
    {
        if (_faults.Count > 0)
        {
            var more = _faults.Count > Shown ? $"; and {_faults.Count - Shown} more" : string.Empty;
            throw new InvalidDataException($"{file}: {string.Join("; ", _faults.Take(Shown))}{more}");
        }
    }
}
