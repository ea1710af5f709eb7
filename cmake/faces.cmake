# The faces of type for documents, as bytes of the program: Debian's fonts-noto-core at the build, nothing at run time.
find_file(PORTAL_FACE_REGULAR NotoSans-Regular.ttf PATHS /usr/share/fonts/truetype/noto NO_DEFAULT_PATH REQUIRED)
find_file(PORTAL_FACE_BOLD NotoSans-Bold.ttf PATHS /usr/share/fonts/truetype/noto NO_DEFAULT_PATH REQUIRED)
# The sums are in the source, so that a compiler cache sees when the bytes change.
file(SHA256 ${PORTAL_FACE_REGULAR} FACE_REGULAR_SUM)
file(SHA256 ${PORTAL_FACE_BOLD} FACE_BOLD_SUM)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${PORTAL_FACE_REGULAR} ${PORTAL_FACE_BOLD})
configure_file(${CMAKE_SOURCE_DIR}/cmake/faces.cpp.in ${EMBEDDED_DIR}/faces.cpp @ONLY)
list(APPEND EMBEDDED_SOURCES ${EMBEDDED_DIR}/faces.cpp)
