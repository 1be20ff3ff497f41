namespace NasPipelines.Spaces.NetworkFiles;

/// <summary><c>resnet18:0123456789abcdef</c>: the name of a file, and the start of the SHA-256 of its content.</summary>
internal sealed class NetworkTextEncoding : CharacterEncoding
{
    /// <summary>Hexadecimal digits of the hash.</summary>
    public const int Digits = 16;

    public override string Name => "name-and-hash";

    public override string Description =>
        "resnet18:0123456789abcdef: a file's name without .onnx, and 16 digits of the SHA-256 of its content";

    public override bool Recognises(ReadOnlySpan<char> text) => text.Contains(':');

    /// <summary>The text of a file.</summary>
    public static string TextOf(string name, string sha256) =>
        $"{string.Concat(name.Select(c => char.IsControl(c) ? '_' : c)).Trim()}:{sha256[..Digits]}";
}
