using NasPipelines.Files;

namespace NasPipelines.Networks.Onnx.Reading;

/// <summary>All that a file has and that cannot be read, each with its node.</summary>
internal sealed class NetworkFaults
{
    private const int Shown = 12;
    private const int Longest = 600;
    private const int LongestOfAll = 8000;
    private readonly List<string> _faults = [];

    /// <summary>A fault of a file, in one line: names in it may hold anything, ends of lines among it.</summary>
    public static InvalidDataException Of(string file, Exception fault) =>
        new($"{file}: {ShownText.Of(fault.Message, LongestOfAll)}", fault);

    public void Add(string fault) => _faults.Add(ShownText.Of(fault, Longest));

    /// <exception cref="InvalidDataException">There are faults.</exception>
    public void Throw()
    {
        if (_faults.Count > 0)
        {
            var more = _faults.Count > Shown ? $"; and {_faults.Count - Shown} more" : string.Empty;
            throw new InvalidDataException($"{string.Join("; ", _faults.Take(Shown))}{more}");
        }
    }
}
