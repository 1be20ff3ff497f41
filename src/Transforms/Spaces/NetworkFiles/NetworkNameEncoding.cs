namespace NasPipelines.Spaces.NetworkFiles;

/// <summary><c>resnet50.a1_in1k@288</c>: a name.</summary>
internal sealed class NetworkNameEncoding : CharacterEncoding
{
    public override string Name => "name";

    public override string Description =>
        "resnet50.a1_in1k@288: the name of a network, of its weights behind a point, and the size of images";

    public override bool Recognises(ReadOnlySpan<char> text) => NetworkNameSpace.IsName(text);
}
