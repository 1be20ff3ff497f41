namespace NasPipelines.Images;

/// <summary>A part of an image set, in its order.</summary>
public enum ImagePart
{
    /// <summary>All images.</summary>
    All,

    /// <summary>The first four fifths: of CIFAR-10's training images the 40,000 that supernets are trained on (Ning et al. 2021).</summary>
    FirstFourFifths,

    /// <summary>The last fifth: of CIFAR-10's training images the 10,000 that architectures are scored on (Ning et al. 2021).</summary>
    LastFifth,
}
